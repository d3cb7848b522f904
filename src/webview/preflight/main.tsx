import { render } from 'preact';
import { preflightProtocol } from '../../shared/preflightProtocol.js';
import '../common/base.css';
import { connectHost } from '../common/host.js';
import './preflight.css';
import { PreflightCard } from './preflightCard.js';

const root = document.getElementById('root');
if (root) render(<PreflightCard host={connectHost(preflightProtocol)} />, root);
