import { LightningElement, api } from 'lwc';
import type { ShownField } from 'shell/recordView';

/** Presentational: the value of one field. */
export default class ShellField extends LightningElement {
    @api field!: ShownField;

    get is(): Record<string, boolean> {
        const { dataType, url, value } = this.field;
        const hasValue = value !== null && value !== '';
        return {
            url: url !== undefined,
            boolean: dataType === 'Boolean',
            web: dataType === 'Url' && hasValue,
            email: dataType === 'Email' && hasValue,
            phone: dataType === 'Phone' && hasValue
        };
    }
}
