import { previewProtocol } from '../../shared/previewProtocol.js';
import '../common/base.css';
import '../common/tabs.css';
import { mountView } from '../common/mountView.js';
import './preview.css';
import './rail.css';
import './requests.css';
import './parts.css';
import './foot.css';
import './narrow.css';
import { TemplatePreview } from './templatePreview.js';

mountView(previewProtocol, (host) => <TemplatePreview host={host} />);
