import { render } from 'preact';
import { compareProtocol } from '../../shared/compareProtocol.js';
import '../common/base.css';
import '../common/wordDiff/wordDiff.css';
import { connectHost } from '../common/host.js';
import './compare.css';
import { CompareRuns } from './compareRuns.js';

const root = document.getElementById('root');
if (root) render(<CompareRuns host={connectHost(compareProtocol)} />, root);
