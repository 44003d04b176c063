/** Where in its file a piece of metadata stands, so that a problem can name line and column. */

/** Line and column, both from 1. */
export interface Place {
    readonly line: number;
    readonly column: number;
}

interface Places {
    readonly own: Place;
    /** Place of each property's element; of the first one when the element repeats. */
    readonly properties: Readonly<Record<string, Place>>;
}

/** Hidden key: neither JSON nor a comparison of the content sees it. */
const placesKey = Symbol('places');

/** Notes the places of an object that was read from XML. */
export function setPlaces(content: object, own: Place, properties: Readonly<Record<string, Place>>): void {
    Object.defineProperty(content, placesKey, { value: { own, properties }, enumerable: false });
}

/** Place of a property of content that was read from XML, or of the content itself; undefined for other objects. */
export function placeOf(content: unknown, property?: string): Place | undefined {
    if (typeof content !== 'object' || content === null) return undefined;
    const places = (content as { [placesKey]?: Places })[placesKey];
    if (!places) return undefined;
    return (property === undefined ? undefined : places.properties[property]) ?? places.own;
}
