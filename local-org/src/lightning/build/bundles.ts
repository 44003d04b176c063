import type { MetadataRegistry } from '../../metadata/component.ts';

/** One deployed LWC bundle: its browser files as text, by name inside the bundle. */
export interface Bundle {
    readonly name: string;
    readonly files: Readonly<Record<string, string>>;
}

const browserFile = /\.(js|html|css)$/;

/** The bundles of the org; tests, descriptors and editor settings stay out. */
export function deployedBundles(registry: MetadataRegistry): readonly Bundle[] {
    return registry.list('LightningComponentBundle').map((component) => {
        const prefix = `lwc/${component.fullName}/`;
        const files = component.files
            .filter((file) => browserFile.test(file.path) && file.path.includes(prefix))
            .map((file) => [afterPrefix(file.path, prefix), decode(file.bytes)] as const)
            .filter(([name]) => !name.startsWith('__'));
        return { name: component.fullName, files: Object.fromEntries(files) };
    });
}

const afterPrefix = (path: string, prefix: string): string => path.slice(path.indexOf(prefix) + prefix.length);

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The files of all bundles, by `bundle/file`. */
export function bundleFiles(bundles: readonly Bundle[]): Readonly<Record<string, string>> {
    return Object.fromEntries(
        bundles.flatMap(({ name, files }) => Object.entries(files).map(([file, text]) => [`${name}/${file}`, text]))
    );
}

/** Bundles that are components: those with a template or a class that extends LightningElement. */
export function componentNames(bundles: readonly Bundle[]): readonly string[] {
    return bundles.filter(isComponent).map((bundle) => bundle.name);
}

function isComponent({ name, files }: Bundle): boolean {
    const script = files[`${name}.js`] ?? '';
    return `${name}.html` in files || /extends\s+(\w+\()*.*(LightningElement|LightningModal)/.test(script);
}
