import { resultsProtocol } from '../../shared/protocol.js';
import '../common/base.css';
import '../common/tabs.css';
import { mountView } from '../common/mountView.js';
import './results.css';
import { ResultsEditor } from './resultsEditor.js';

mountView(resultsProtocol, (host) => <ResultsEditor host={host} />);
