import { renderConfigurationDocs, renderSample } from './config/index.ts';
import { renderErrorDocs } from './errorDocs.ts';
import { renderMetricsDocs } from './observe/index.ts';

/** A file that is rendered from the sources, by its path in the repository. */
export interface ReferenceFile {
    path: string;
    content: string;
}

/** Every generated reference of the bridge. A script writes them, and a check keeps them equal. */
export function referenceFiles(): ReferenceFile[] {
    return [
        { path: 'docs/reference/configuration.md', content: renderConfigurationDocs() },
        { path: 'docs/reference/bridge-errors.md', content: renderErrorDocs() },
        { path: 'docs/reference/metrics.md', content: renderMetricsDocs() },
        { path: 'iot-bridge/bridge.sample.yaml', content: renderSample() }
    ];
}
