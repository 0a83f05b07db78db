/**
 * The element tree of MeMo 1.2 as data (facts: digital-post 1.2 and 1.3): the writer and the checker
 * both walk these tables, so an element that is added here can be written and is checked.
 *
 * A structure lists the children in their strict order. A name without prefix belongs to `memo`;
 * `?` = at most one, `*` = any number, `+` = one or more, `{4}` = at most four, nothing = exactly one.
 */
export const structures: Record<string, string> = {
  'memo:Message': 'MessageHeader MessageBody?',
  'memo:MessageHeader':
    'messageType messageUUID messageID? messageCode? label notification? additionalNotification? reply? replyByDateTime? ' +
    'doNotDeliverUntilDate? mandatory? legalNotification? postType? Sender Recipient ContentData? ForwardData? ReplyData*',
  'memo:Sender': 'senderID idType idTypeLabel? label AttentionData? ContactPoint? Representative?',
  'memo:Recipient': 'recipientID idType idTypeLabel? label? AttentionData? ContactPoint?',
  'memo:Representative': 'representativeID? idType? idTypeLabel? label?',
  'memo:AttentionData':
    'AttentionPerson? grd:ProductionUnit? gln:GlobalLocationNumber? EMail? grd:SEnumber? Telephone? grd:EID? ' +
    'ContentResponsible? GeneratingSystem? sor:SORdata? grd:Address? grd:UnstructuredAddress?',
  'memo:AttentionPerson': 'personID? label?',
  'memo:EMail': 'emailAddress relatedAgent?',
  'memo:Telephone': 'telephoneNumber relatedAgent?',
  'memo:ContentResponsible': 'contentResponsibleID? label?',
  'memo:GeneratingSystem': 'generatingSystemID label?',
  'memo:ContactPoint': 'contactGroup? contactPointID label? ContactInfo{2}',
  'memo:ContactInfo': 'label value',
  'memo:ContentData':
    'grd:CPRdata? grd:CVRdata? dmv:MotorVehicle? grd:PropertyNumber? CaseID? kle:KLEdata? form:FORMdata? ' +
    'grd:ProductionUnit? udd:Education? grd:Address? grd:UnstructuredAddress? AdditionalContentData{10}',
  'memo:CaseID': 'caseID caseSystem',
  'memo:AdditionalContentData': 'contentDataType? contentDataName contentDataValue',
  'memo:ForwardData':
    'messageUUID originalMessageDateTime originalSender originalContentResponsible? originalRepresentative? contactPointID? comment?',
  'memo:ReplyData':
    'messageID? messageUUID replyUUID? senderID? recipientID? caseID? contactPointID? generatingSystemID? comment? AdditionalReplyData{4}',
  'memo:AdditionalReplyData': 'label value',
  'memo:MessageBody': 'createdDateTime MainDocument AdditionalDocument* TechnicalDocument*',
  'memo:MainDocument': 'mainDocumentID? label? File+ Action*',
  'memo:AdditionalDocument': 'additionalDocumentID? label? File+ Action*',
  'memo:TechnicalDocument': 'technicalDocumentID? label? File+',
  'memo:File': 'encodingFormat filename language content',
  // Reservation and EntryPoint exclude each other: rules.ts.
  'memo:Action': 'label actionCode startDateTime? endDateTime? Reservation? EntryPoint?',
  'memo:Reservation': 'description reservationUUID abstract location startDateTime endDateTime organizerMail? organizerName?',
  'memo:EntryPoint': 'url',
  'grd:CPRdata': 'grd:cprNumber grd:name?',
  'grd:CVRdata': 'grd:cvrNumber grd:companyName?',
  'grd:EID': 'grd:eID grd:label?',
  'grd:ProductionUnit': 'grd:productionUnitNumber grd:productionUnitName?',
  'grd:SEnumber': 'grd:seNumber grd:companyName?',
  'grd:PropertyNumber': 'grd:propertyNumber',
  'grd:UnstructuredAddress': 'grd:unstructured',
  'grd:Address':
    'grd:id? grd:addressLabel? grd:houseNumber? grd:door? grd:floor? grd:co? grd:zipCode? grd:city? grd:country? grd:AddressPoint?',
  'grd:AddressPoint': 'grd:geographicEastingMeasure? grd:geographicNorthingMeasure? grd:geographicHeightMeasure?',
  'gln:GlobalLocationNumber': 'gln:globalLocationNumber gln:location?',
  'udd:Education': 'udd:educationCode udd:educationName?',
  'kle:KLEdata': 'kle:subjectKey kle:version kle:activityFacet? kle:label',
  'form:FORMdata': 'form:taskKey form:version form:activityFacet? form:label',
  'dmv:MotorVehicle': 'dmv:licenseNumber dmv:chassisNumber?',
  'sor:SORdata': 'sor:sorIdentifier sor:entryName?',
};

/** What version 1.1 has otherwise (facts: digital-post 1.1, the difference between the two core schemas). */
export const structures11: Record<string, string> = {
  'memo:MessageHeader': structures['memo:MessageHeader']!.replace('mandatory? legalNotification?', 'mandatory legalNotification'),
  'memo:Sender': structures['memo:Sender']!.replace(' Representative?', ''),
  'memo:ForwardData': structures['memo:ForwardData']!.replace(' originalRepresentative?', ''),
};

export type ValueType =
  | 'text' | 'comment' | 'notification' | 'messageType' | 'uuid' | 'dateTime' | 'date' | 'boolean' | 'language' | 'base64' | 'uri'
  | 'productionUnit' | 'locationNumber' | 'licenseNumber';

/** The type of every leaf that is not plain text of at most 256 characters. */
export const valueTypes: Record<string, ValueType> = {
  'memo:messageType': 'messageType',
  'memo:messageUUID': 'uuid',
  'memo:replyUUID': 'uuid',
  'memo:reservationUUID': 'uuid',
  'memo:notification': 'notification',
  'memo:comment': 'comment',
  'memo:reply': 'boolean',
  'memo:mandatory': 'boolean',
  'memo:legalNotification': 'boolean',
  'memo:replyByDateTime': 'dateTime',
  'memo:originalMessageDateTime': 'dateTime',
  'memo:createdDateTime': 'dateTime',
  'memo:startDateTime': 'dateTime',
  'memo:endDateTime': 'dateTime',
  'memo:doNotDeliverUntilDate': 'date',
  'memo:language': 'language',
  'memo:content': 'base64',
  'memo:url': 'uri',
  'grd:productionUnitNumber': 'productionUnit',
  'gln:globalLocationNumber': 'locationNumber',
  'dmv:licenseNumber': 'licenseNumber',
};
