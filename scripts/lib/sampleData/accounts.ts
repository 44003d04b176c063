import type { Fields } from './record.ts';

/** A customer with a plant. */
export interface Customer {
    readonly name: string;
    /** Begins every device id of the customer; also the site in MQTT topics. */
    readonly prefix: string;
    readonly industry: string;
    readonly city: string;
    readonly contacts: readonly { readonly firstName: string; readonly lastName: string; readonly title: string }[];
}

/** Customers of the sample plants. All people are invented. */
export const CUSTOMERS: readonly Customer[] = [
    {
        name: 'Nordwerk Press Works',
        prefix: 'nw',
        industry: 'Manufacturing',
        city: 'Duisburg',
        contacts: [
            { firstName: 'Jana', lastName: 'Brandt', title: 'Head of Maintenance' },
            { firstName: 'Tomas', lastName: 'Keller', title: 'Shift Leader' }
        ]
    },
    {
        name: 'Rheintal Bottling',
        prefix: 'rb',
        industry: 'Food & Beverage',
        city: 'Mainz',
        contacts: [
            { firstName: 'Mira', lastName: 'Vogt', title: 'Plant Manager' },
            { firstName: 'Leon', lastName: 'Sauer', title: 'Maintenance Engineer' }
        ]
    }
];

/** Account records of the customers. */
export function accountRows(customers: readonly Customer[]): Fields[] {
    return customers.map(({ name, industry, city }) => ({ Name: name, Industry: industry, BillingCity: city }));
}

/** Contact records of all customers, in their order. */
export function contactRows(customers: readonly Customer[]): Fields[] {
    return customers.flatMap((customer) =>
        customer.contacts.map(({ firstName, lastName, title }) => ({
            FirstName: firstName,
            LastName: lastName,
            Title: title,
            Email: `${firstName}.${lastName}@${customer.prefix}.example.com`.toLowerCase(),
            AccountId: accountReference(customers, customer.prefix)
        }))
    );
}

/** Reference to the account of a site. */
export function accountReference(customers: readonly Customer[], prefix: string): string {
    return `@AccountRef${customerIndex(customers, prefix) + 1}`;
}

/** Reference to the first contact of a site, who answers for its machines. */
export function contactReference(customers: readonly Customer[], prefix: string): string {
    const before = customers.slice(0, customerIndex(customers, prefix));
    const contactsBefore = before.reduce((count, customer) => count + customer.contacts.length, 0);
    return `@ContactRef${contactsBefore + 1}`;
}

function customerIndex(customers: readonly Customer[], prefix: string): number {
    const index = customers.findIndex((customer) => customer.prefix === prefix);
    if (index < 0) throw new Error(`The sample data has no customer with the prefix ${prefix}.`);
    return index;
}
