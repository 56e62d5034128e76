"""What is kept about those who work for the bodies."""

from cyfran.domain.base.registry import ACCOUNT, NOT_PERSONAL, Fields, declare

FIELDS: Fields = {
    "organisations.Organisation": declare(
        {
            ACCOUNT: "named_contact contact_stand_in contact_away_until young_carer_lead safeguarding_lead",
            NOT_PERSONAL: "public_id slug kind name_cy name_en region area term legal_basis "
            "legal_basis_text_cy legal_basis_text_en special_basis special_basis_text_cy special_basis_text_en "
            "protection_officer_cy protection_officer_en return_address",
        },
    ),
    "organisations.Membership": declare({ACCOUNT: "user role organisation joined_on ends_on"}),
}
