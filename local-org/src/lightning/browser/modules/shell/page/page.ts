import { LightningElement, api } from 'lwc';
import type { PageModel } from 'shell/pageData';

/** Presentational: the rows and regions of a page. */
export default class ShellPage extends LightningElement {
    @api model: PageModel | undefined;
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;

    get rows(): object[] {
        return (this.model?.rows ?? [])
            .map((row) => row.filter(({ components }) => components.length > 0))
            .filter((regions) => regions.length > 0)
            .map((regions, index) => ({
                key: index,
                regions: regions.map((region) => ({ ...region, cssClass: widthClass(region.width, regions.length) }))
            }));
    }
}

/** A region without neighbours takes the whole row. */
const widthClass = (width: number, neighbours: number): string =>
    `slds-col slds-size_1-of-1 slds-large-size_${neighbours === 1 ? 12 : width}-of-12`;
