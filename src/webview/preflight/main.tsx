import { preflightProtocol } from '../../shared/preflightProtocol.js';
import '../common/base.css';
import { mountView } from '../common/mountView.js';
import './preflight.css';
import { PreflightCard } from './preflightCard.js';

mountView(preflightProtocol, (host) => <PreflightCard host={host} />);
