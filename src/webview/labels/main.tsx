import { render } from 'preact';
import { labelsProtocol } from '../../shared/labelsProtocol.js';
import '../common/base.css';
import '../common/labelFigures.css';
import { connectHost } from '../common/host.js';
import './labels.css';
import { LabelView } from './labelView.js';

const root = document.getElementById('root');
if (root) render(<LabelView host={connectHost(labelsProtocol)} />, root);
