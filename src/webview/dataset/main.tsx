import { datasetProtocol } from '../../shared/datasetProtocol.js';
import '../common/base.css';
import { mountView } from '../common/mountView.js';
import { DatasetEditor } from './datasetEditor.js';
import './dataset.css';

mountView(datasetProtocol, (host) => <DatasetEditor host={host} />);
