/** Mean radii of the earth that Salesforce's DISTANCE uses, by its two units. */
const EARTH_RADIUS = { mi: 3958.761, km: 6371.009 } as const;

/** Unit of a distance: miles or kilometres. */
export type DistanceUnit = keyof typeof EARTH_RADIUS;

/** Whether a text names a unit of DISTANCE. */
export const isDistanceUnit = (text: string): text is DistanceUnit => Object.hasOwn(EARTH_RADIUS, text);

/** Latitude and longitude in degrees. */
export interface Coordinates {
    readonly latitude: number;
    readonly longitude: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const halfChord = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2;

/** Distance along the great circle by the haversine formula, "How SOQL Calculates and Compares Distances". */
export function greatCircle(from: Coordinates, to: Coordinates, unit: DistanceUnit): number {
    const square =
        halfChord(from.latitude, to.latitude) +
        Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfChord(from.longitude, to.longitude);
    return EARTH_RADIUS[unit] * 2 * Math.asin(Math.sqrt(Math.min(1, square)));
}
