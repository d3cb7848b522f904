import type { GavelUi } from '../gavelUi.js';
import type { TemplateService } from './templateService.js';

/** The service of templates, made when the first template or spec is looked at. */
export interface LazyTemplates {
  get(): Promise<TemplateService>;
  dispose(): void;
}

export function lazyTemplates(ui: GavelUi): LazyTemplates {
  let made: Promise<TemplateService> | undefined;
  let disposed = false;
  return {
    get() {
      made ??= import('./templateService.js').then(({ createTemplateService }) => {
        const service = createTemplateService(ui);
        if (disposed) service.dispose();
        return service;
      });
      return made;
    },
    dispose() {
      disposed = true;
      void made?.then((service) => service.dispose());
    },
  };
}
