import { labelsProtocol } from '../../shared/labelsProtocol.js';
import '../common/base.css';
import '../common/labelFigures.css';
import { mountView } from '../common/mountView.js';
import './labels.css';
import { LabelView } from './labelView.js';

mountView(labelsProtocol, (host) => <LabelView host={host} />);
