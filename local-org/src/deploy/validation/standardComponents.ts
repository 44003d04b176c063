/** Properties of the standard page components, as retrieved pages name them; others are taken as they are. */
export const standardComponents: Readonly<Record<string, readonly string[]>> = {
    'flexipage:accordion': ['accordionSections', 'defaultSectionName'],
    'flexipage:accordionSection': ['body', 'label', 'name', 'active'],
    'flexipage:column': ['body'],
    'flexipage:fieldSection': ['columns', 'label', 'horizontalAlignment'],
    'flexipage:filterListCard': [
        'enableInlineEdit',
        'entityName',
        'filterName',
        'hideActionBar',
        'hideSearchBar',
        'pageSize'
    ],
    'flexipage:tab': ['active', 'body', 'title', 'bodyFacet'],
    'flexipage:tabset': ['tabs', 'label'],
    'force:detailPanel': [],
    'force:highlightsPanel': [
        'actionNames',
        'collapsed',
        'enableActionsConfiguration',
        'enableActionsInNative',
        'hideChatterActions',
        'numVisibleActions'
    ],
    'force:recordDetailPanelMobile': [],
    'force:relatedListContainer': ['relatedListComponentOverride', 'rowsToDisplay', 'showActionBar'],
    'force:relatedListSingleContainer': [
        'parentFieldApiName',
        'relatedListApiName',
        'relatedListComponentOverride',
        'rowsToDisplay',
        'showActionBar'
    ],
    'lst:dynamicRelatedList': [
        'actionNames',
        'adminFilters',
        'maxRecordsToDisplay',
        'parentFieldApiName',
        'relatedListApiName',
        'relatedListDisplayType',
        'relatedListFieldAliases',
        'relatedListLabel',
        'showActionBar',
        'sortFieldAlias',
        'sortFieldOrder'
    ],
    'record_flexipage:dynamicHighlights': ['actionNames', 'numVisibleActions', 'primaryField', 'secondaryFields']
};
