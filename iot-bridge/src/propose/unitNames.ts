/**
 * UCUM codes of units as devices write them, in lower case. Sources: the SenML units registry (RFC 8428, table 5) and
 * the notations of the formats the bridge decodes.
 */
const codes: Readonly<Record<string, string>> = {
    c: 'Cel',
    '°c': 'Cel',
    degc: 'Cel',
    deg_c: 'Cel',
    cel: 'Cel',
    celsius: 'Cel',
    '℃': 'Cel',
    f: '[degF]',
    '°f': '[degF]',
    degf: '[degF]',
    deg_f: '[degF]',
    fahrenheit: '[degF]',
    '[degf]': '[degF]',
    k: 'K',
    kelvin: 'K',
    '%': '%',
    pct: '%',
    percent: '%',
    '%rh': '%',
    rh: '%',
    bar: 'bar',
    mbar: 'mbar',
    pa: 'Pa',
    hpa: 'hPa',
    kpa: 'kPa',
    mpa: 'MPa',
    psi: '[psi]',
    atm: 'atm',
    v: 'V',
    volt: 'V',
    volts: 'V',
    mv: 'mV',
    kv: 'kV',
    a: 'A',
    amp: 'A',
    amps: 'A',
    ma: 'mA',
    w: 'W',
    watt: 'W',
    watts: 'W',
    kw: 'kW',
    mw: 'mW',
    va: 'V.A',
    kva: 'kV.A',
    var: 'V.A',
    wh: 'W.h',
    kwh: 'kW.h',
    mwh: 'MW.h',
    j: 'J',
    kj: 'kJ',
    hz: 'Hz',
    khz: 'kHz',
    ohm: 'Ohm',
    ohms: 'Ohm',
    rpm: '/min',
    '1/min': '/min',
    '/min': '/min',
    'r/min': '/min',
    'min-1': '/min',
    'min^-1': '/min',
    bpm: '/min',
    'beat/min': '/min',
    'mm/s': 'mm/s',
    mm_s: 'mm/s',
    mms: 'mm/s',
    'm/s': 'm/s',
    m_s: 'm/s',
    'km/h': 'km/h',
    kmh: 'km/h',
    kph: 'km/h',
    'm/s2': 'm/s2',
    'm/s²': 'm/s2',
    g0: '[g]',
    'l/min': 'L/min',
    l_min: 'L/min',
    lpm: 'L/min',
    'l/h': 'L/h',
    'm3/h': 'm3/h',
    'm³/h': 'm3/h',
    m3h: 'm3/h',
    'l/s': 'L/s',
    l: 'L',
    liter: 'L',
    litre: 'L',
    m3: 'm3',
    'm³': 'm3',
    mm: 'mm',
    cm: 'cm',
    m: 'm',
    km: 'km',
    um: 'um',
    µm: 'um',
    kg: 'kg',
    g: 'g',
    t: 't',
    n: 'N',
    kn: 'kN',
    nm: 'N.m',
    s: 's',
    sec: 's',
    seconds: 's',
    ms: 'ms',
    min: 'min',
    minutes: 'min',
    h: 'h',
    hrs: 'h',
    hours: 'h',
    d: 'd',
    lx: 'lx',
    lux: 'lx',
    ppm: '[ppm]',
    ppb: '[ppb]',
    db: 'dB',
    dbm: 'dB[mW]',
    deg: 'deg',
    '°': 'deg',
    'ug/m3': 'ug/m3',
    'µg/m³': 'ug/m3'
};

/** Where the case of a letter decides. */
const exact: Readonly<Record<string, string>> = { MW: 'MW', MWh: 'MW.h', mPa: 'mPa', nm: 'nm', S: 'S', mS: 'mS' };

/** Endings of names that are units even without a separator, as in `outletPressureKpa`, longest first. */
const endings = [
    'kwh',
    'mwh',
    'degc',
    'degf',
    'celsius',
    'fahrenheit',
    'percent',
    'mbar',
    'hpa',
    'kpa',
    'mpa',
    'psi',
    'bar',
    'rpm',
    'kw',
    'hz',
    'volts',
    'amps',
    'watts',
    'lpm',
    'wh',
    'seconds',
    'minutes',
    'hours'
];

/** Single letters and words that end a name as often as they are a unit; only an own field or brackets prove them. */
const ambiguous = new Set([
    'c',
    'f',
    'k',
    'v',
    'a',
    'w',
    'j',
    'l',
    'm',
    'n',
    's',
    't',
    'g',
    'h',
    'd',
    'deg',
    'min',
    'ms',
    'rh',
    'var',
    'percent'
]);

/** Single letters that are units behind these words, as in `temp_c`. */
const letters: readonly { word: RegExp; units: Readonly<Record<string, string>> }[] = [
    { word: /temp/i, units: { c: 'Cel', f: '[degF]', k: 'K' } },
    { word: /volt/i, units: { v: 'V' } },
    { word: /curr|amp/i, units: { a: 'A' } },
    { word: /power/i, units: { w: 'W' } },
    { word: /hour|runtime|uptime|time/i, units: { h: 'h', s: 's', ms: 'ms', min: 'min' } },
    { word: /humid/i, units: { rh: '%' } }
];

/** The UCUM code of a written unit; undefined for one that is not known. */
export function ucumOf(written: string): string | undefined {
    const unit = written.trim();
    return Object.hasOwn(exact, unit) ? exact[unit] : codes[unit.toLowerCase()];
}

/** The unit a name carries, and the name without it: `Temp [°C]`, `pressure_kPa`, `windingTempC`. */
export function unitInName(name: string): { name: string; unit: string } | undefined {
    const bracketed = /^(.*?)\s*[([]([^()[\]]+)[)\]]$/.exec(name);
    const inBrackets = bracketed && ucumOf(bracketed[2] ?? '');
    if (bracketed && inBrackets) return { name: bracketed[1] ?? name, unit: inBrackets };
    const parts = /^(.+?)[_\-. ]([^_\-. ]+(?:[_/]s|[_/]min|\/h)?)$/.exec(name);
    if (parts) return behind(parts[1] ?? '', parts[2] ?? '');
    const camel = /^(.*[a-z])([A-Z]|Ms|Min|Deg[CF])$/.exec(name);
    if (camel) return behind(camel[1] ?? '', camel[2] ?? '');
    const ending = endings.find((unit) => name.toLowerCase().endsWith(unit) && isWord(name, unit));
    return ending ? behind(name.slice(0, -ending.length), ending, true) : undefined;
}

/** An ending counts where it begins with a capital letter: `pressureKpa`, not `crowbar`. */
function isWord(name: string, ending: string): boolean {
    const start = name.length - ending.length;
    return start > 0 && /[A-Z]/.test(name.charAt(start));
}

function behind(rest: string, written: string, certain = false): { name: string; unit: string } | undefined {
    const key = written.toLowerCase();
    const letter = letters.find(({ word }) => word.test(rest))?.units[key];
    const unit = letter ?? (ambiguous.has(key) && !certain ? undefined : ucumOf(written));
    return unit && rest !== '' ? { name: rest, unit } : undefined;
}
