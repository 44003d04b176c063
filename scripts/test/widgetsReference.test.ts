import { widgetsReference } from '../lib/generate/widgetsReference.ts';
import { projectFolder } from './projectFolder.ts';

const META = `<?xml version="1.0" encoding="UTF-8"?>
<LightningComponentBundle xmlns="http://soap.sforce.com/2006/04/metadata">
    <description>Shows pumps | valves.</description>
    <isExposed>true</isExposed>
    <masterLabel>Pump List</masterLabel>
    <targets><target>lightning__RecordPage</target></targets>
    <targetConfigs>
        <targetConfig targets="lightning__RecordPage">
            <property name="height" type="Integer" label="Height" default="480" min="160" max="2000" description="Pixels" />
        </targetConfig>
    </targetConfigs>
</LightningComponentBundle>`;

const SOURCE = `export default class PumpList extends LightningElement {
    /** Record of
     * the page. */
    @api recordId: string | undefined;
    /** Opens all. */
    @api expandAll(): void {}
    /** The pumps. */
    @api get pumps(): Pump[] {
        return [];
    }
}`;

test('names what admins and developers can set, and leaves inner components out', async () => {
    await using project = await projectFolder({
        'force-app/core/lwc/pumpList/pumpList.js-meta.xml': META,
        'force-app/core/lwc/pumpList/pumpList.ts': SOURCE,
        'force-app/core/lwc/pumpRow/pumpRow.js-meta.xml': META.replace('true', 'false')
    });
    const bundles = ['force-app/core/lwc/pumpRow', 'force-app/core/lwc/pumpList'];
    const { content } = await widgetsReference(project.root, bundles);
    expect(content).toContain('## Pump List\n\nShows pumps | valves.\n\nComponent `c-pump-list`');
    expect(content).toContain('| `height` | Height | Integer | 480 | 160 to 2000 | Pixels |');
    expect(content).toContain('| `recordId` | Record of the page. |\n| `pumps` | The pumps. |');
    expect(content).not.toContain('expandAll');
    expect(content.match(/^## /gm)).toHaveLength(1);
});
