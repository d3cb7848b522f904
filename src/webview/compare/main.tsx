import { compareProtocol } from '../../shared/compareProtocol.js';
import '../common/base.css';
import '../common/wordDiff/wordDiff.css';
import { mountView } from '../common/mountView.js';
import './compare.css';
import { CompareRuns } from './compareRuns.js';

mountView(compareProtocol, (host) => <CompareRuns host={host} />);
