import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GeneratedFile } from './generatedFile.ts';
import { childText, descendants, readXml, type XmlElement } from './xml.ts';

/** A design attribute: what an admin sets in Lightning App Builder. */
interface DesignAttribute {
    readonly name: string;
    readonly type: string;
    readonly label: string;
    readonly initial: string;
    readonly range: string;
    readonly description: string;
}

/** A widget that admins can put on a page. */
interface Widget {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly packageDirectory: string;
    readonly targets: readonly string[];
    readonly attributes: readonly DesignAttribute[];
    readonly publicProperties: readonly PublicProperty[];
}

/** A property that markup around a widget can set. */
interface PublicProperty {
    readonly name: string;
    readonly description: string;
}

const INTRODUCTION =
    'Generated from the `js-meta.xml` and TypeScript files of the components by `npm run generate`; change those, not this page. ' +
    'Names of pages: RecordPage = page of one record, AppPage and HomePage = pages of an app, Tab = a tab of its own.';

/** `docs/reference/widgets.md`: every widget for Lightning App Builder, its design attributes and public properties. */
export async function widgetsReference(root: string, bundles: readonly string[]): Promise<GeneratedFile> {
    const widgets = (await Promise.all(bundles.map((bundle) => readWidget(root, bundle)))).filter(
        (widget) => widget !== undefined
    );
    widgets.sort((a, b) => a.label.localeCompare(b.label, 'en'));
    const content = ['# Widgets', '', INTRODUCTION, '', ...widgets.flatMap(section)].join('\n');
    return { path: 'docs/reference/widgets.md', content: `${content.trimEnd()}\n` };
}

async function readWidget(root: string, bundle: string): Promise<Widget | undefined> {
    const name = path.posix.basename(bundle);
    const xml = await readXml(path.join(root, bundle, `${name}.js-meta.xml`));
    if (childText(xml, 'isExposed') !== 'true') return undefined;
    const source = await readFile(path.join(root, bundle, `${name}.ts`), 'utf8');
    return {
        name,
        label: childText(xml, 'masterLabel') ?? name,
        description: childText(xml, 'description') ?? '',
        packageDirectory: bundle.split('/').slice(0, 2).join('/'),
        targets: descendants(xml, 'targets', 'target').map(({ text }) => text.trim().replace('lightning__', '')),
        attributes: distinct(descendants(xml, 'targetConfigs', 'targetConfig', 'property').map(toAttribute)),
        publicProperties: readPublicProperties(source)
    };
}

function distinct(attributes: readonly DesignAttribute[]): DesignAttribute[] {
    return [...new Map(attributes.map((attribute) => [attribute.name, attribute])).values()];
}

function toAttribute(xml: XmlElement): DesignAttribute {
    const attribute = (name: string): string => xml.attributes[name] ?? '';
    const [least, most] = [attribute('min'), attribute('max')];
    return {
        name: attribute('name'),
        type: attribute('type'),
        label: attribute('label'),
        initial: attribute('default'),
        range: least === '' && most === '' ? '' : `${least} to ${most}`,
        description: attribute('description')
    };
}

const PROPERTY = /\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s*@api (?:get (\w+)|(\w+)(?=[\s:=;]))/g;

function readPublicProperties(source: string): PublicProperty[] {
    return [...source.matchAll(PROPERTY)].map(([, comment = '', getter, field]) => ({
        name: getter ?? field ?? '',
        description: comment
            .replace(/^\s*\*\s?/gm, '')
            .replace(/\s+/g, ' ')
            .trim()
    }));
}

function section(widget: Widget): string[] {
    const { attributes, publicProperties } = widget;
    return [
        `## ${widget.label}`,
        '',
        `${widget.description.replace(/\.$/, '')}.`,
        '',
        `Component \`c-${kebab(widget.name)}\`, package directory \`${widget.packageDirectory}\`, for ${widget.targets.join(', ')}.`,
        '',
        ...table(['Design attribute', 'Label', 'Type', 'Default', 'Range', 'Meaning'], attributes.map(attributeRow)),
        ...table(
            ['Public property', 'Meaning'],
            publicProperties.map(({ name, description }) => [`\`${name}\``, description])
        )
    ];
}

function attributeRow({ name, label, type, initial, range, description }: DesignAttribute): string[] {
    return [`\`${name}\``, label, type, initial, range, description];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
    if (rows.length === 0) return [];
    const line = (cells: readonly string[]): string =>
        `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

function kebab(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
