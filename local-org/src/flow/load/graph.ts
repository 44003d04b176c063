import type { Flow } from '@salesforce/types/metadata';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import type { LoadedElement } from './resource.ts';

type ReportWay = (message: string, at: unknown, warn?: boolean) => void;

/** Ways out of the start: at once, and along each scheduled path. */
export function startLinks(metadata: Flow): readonly Link[] {
    const paths = list(metadata.start?.scheduledPaths).flatMap((path) =>
        link(path.name ?? path.pathType ?? 'path', path.connector)
    );
    const first = metadata.startElementReference;
    const old = first === undefined ? [] : [{ label: 'start', target: first }];
    return [...link('start', metadata.start?.connector), ...old, ...paths];
}

/** Reports connectors that lead nowhere, and elements that nothing leads to. */
export function checkGraph(metadata: Flow, elements: ReadonlyMap<string, LoadedElement>, report: ReportWay): void {
    const starts = startLinks(metadata);
    for (const { label, target } of starts) {
        if (!elements.has(target.toLowerCase()))
            report(`Start: the connector ${label} leads to ${target}, which does not exist.`, metadata.start);
    }
    const reached = new Set<string>();
    const open = starts.map(({ target }) => target.toLowerCase());
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
        const element = elements.get(name);
        if (!element || reached.has(name)) continue;
        reached.add(name);
        for (const { label, target } of element.handler.links(element.metadata)) {
            open.push(target.toLowerCase());
            if (elements.has(target.toLowerCase())) continue;
            report(
                `${element.name}: the connector ${label} leads to ${target}, which does not exist.`,
                element.metadata
            );
        }
    }
    for (const [name, element] of elements) {
        if (!reached.has(name))
            report(`${element.name}: nothing leads to this element, so it never runs.`, element.metadata, true);
    }
}
