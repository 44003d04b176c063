/** What the shell draws: FlexiPages, as plain data for the browser. */

/** A region of a page template with its components. */
export interface RegionModel {
    readonly name: string;
    /** Twelfths of the page width. */
    readonly width: number;
    readonly components: readonly ComponentModel[];
}

/** A page: rows of regions. */
export interface PageModel {
    readonly name: string;
    readonly label: string;
    readonly rows: readonly (readonly RegionModel[])[];
}

/** One component of a page. */
export type ComponentModel =
    | { readonly kind: 'custom'; readonly key: string; readonly name: string; readonly properties: ComponentProperties }
    | { readonly kind: 'tabset'; readonly key: string; readonly label: string; readonly tabs: readonly TabModel[] }
    | { readonly kind: 'highlights'; readonly key: string }
    | { readonly kind: 'details'; readonly key: string }
    | {
          readonly kind: 'fieldSection';
          readonly key: string;
          readonly label: string;
          readonly fields: readonly string[];
      }
    | { readonly kind: 'relatedLists'; readonly key: string }
    | { readonly kind: 'relatedList'; readonly key: string; readonly list: RelatedListModel }
    | { readonly kind: 'listView'; readonly key: string; readonly objectApiName: string; readonly listView: string }
    | { readonly kind: 'richText'; readonly key: string; readonly text: string }
    | { readonly kind: 'unsupported'; readonly key: string; readonly name: string };

export type ComponentProperties = Readonly<Record<string, string | number | boolean>>;

export interface TabModel {
    readonly key: string;
    readonly label: string;
    readonly components: readonly ComponentModel[];
}

/** One related list and how much of it is shown. */
export interface RelatedListModel {
    readonly relatedListId: string;
    readonly label: string | null;
    readonly fields: readonly string[];
    readonly pageSize: number;
}
