import { previewProtocol } from '../../shared/previewProtocol.js';
import '../common/base.css';
import '../common/tabs.css';
import { mountView } from '../common/mountView.js';
import './preview.css';
import { TemplatePreview } from './templatePreview.js';

mountView(previewProtocol, (host) => <TemplatePreview host={host} />);
