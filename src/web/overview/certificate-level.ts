/** How near the certificate's end is. soon: order a new one. urgent: it must be in place now. last: letters will stop within the week, or have. */
export type CertificateLevel = 'fine' | 'soon' | 'urgent' | 'last';

/** `days` left, negative = over. Told 60, 30, 7 and 1 days before (facts: operations 5); MitID Erhverv takes some days to issue a new one. */
export const certificateLevel = (days: number): CertificateLevel => (days > 60 ? 'fine' : days > 30 ? 'soon' : days > 7 ? 'urgent' : 'last');
