import { render } from 'preact';
import { resultsProtocol } from '../../shared/protocol.js';
import '../common/base.css';
import '../common/tabs.css';
import { connectHost } from '../common/host.js';
import './results.css';
import { ResultsEditor } from './resultsEditor.js';

const root = document.getElementById('root');
if (root) render(<ResultsEditor host={connectHost(resultsProtocol)} />, root);
