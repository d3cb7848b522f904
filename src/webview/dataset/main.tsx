import { render } from 'preact';
import { datasetProtocol } from '../../shared/datasetProtocol.js';
import '../common/base.css';
import { connectHost } from '../common/host.js';
import { DatasetEditor } from './datasetEditor.js';
import './dataset.css';

const root = document.getElementById('root');
if (root) render(<DatasetEditor host={connectHost(datasetProtocol)} />, root);
