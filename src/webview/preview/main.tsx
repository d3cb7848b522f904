import { render } from 'preact';
import { previewProtocol } from '../../shared/previewProtocol.js';
import '../common/base.css';
import '../common/tabs.css';
import { connectHost } from '../common/host.js';
import './preview.css';
import { TemplatePreview } from './templatePreview.js';

const root = document.getElementById('root');
if (root) render(<TemplatePreview host={connectHost(previewProtocol)} />, root);
