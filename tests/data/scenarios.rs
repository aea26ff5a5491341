&[
    ("alternate-failover", include_str!("../../public/scenarios/alternate-failover.json")),
    ("domain-controller-outage", include_str!("../../public/scenarios/domain-controller-outage.json")),
    ("entra-outage", include_str!("../../public/scenarios/entra-outage.json")),
    ("first-connection", include_str!("../../public/scenarios/first-connection.json")),
    ("stale-status", include_str!("../../public/scenarios/stale-status.json")),
]
