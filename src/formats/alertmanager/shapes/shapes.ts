import { receiverShapes } from "./receiver-shapes.js";
import { type Shape, shape } from "./shape.js";

/** The shapes of mappings within integrations, by the name that the tables use. */
const partShapes: Readonly<Record<string, Shape>> = {
  "email-threading": shape(
    "email threading",
    `
    enabled bool
    thread_by_date text`,
  ),
  "pagerduty-link": shape(
    "a PagerDuty link",
    `
    href text
    text text`,
  ),
  "pagerduty-image": shape(
    "a PagerDuty image",
    `
    src text
    alt text
    href text`,
  ),
  "slack-action": shape(
    "a Slack action",
    `
    type text
    text text
    url text
    style text
    name text
    value text
    confirm {slack-confirmation}`,
  ),
  "slack-confirmation": shape(
    "a Slack confirmation",
    `
    text text
    title text
    ok_text text
    dismiss_text text`,
  ),
  "slack-field": shape(
    "a Slack field",
    `
    title text
    value text
    short bool`,
  ),
  "opsgenie-responder": shape(
    "an OpsGenie responder",
    `
    id text
    name text
    username text
    type text`,
  ),
  "mattermost-priority": shape(
    "a Mattermost priority",
    `
    priority text
    requested_ack bool
    persistent_notifications bool`,
  ),
  "mattermost-props": shape(
    "Mattermost props",
    `
    card text`,
  ),
  "mattermost-field": shape(
    "a Mattermost field",
    `
    title text
    value text
    short bool`,
  ),
  "mattermost-attachment": shape(
    "a Mattermost attachment",
    `
    fallback text
    color text
    pretext text
    text text
    author_name text
    author_link text
    author_icon text
    title text
    title_link text
    fields [mattermost-field]
    thumb_url text
    footer text
    footer_icon text
    image_url text`,
  ),
  "rocketchat-field": shape("a Rocket.Chat field", "short bool\ntitle text\nvalue text"),
  "rocketchat-action": shape(
    "a Rocket.Chat action",
    `
    type text
    text text
    url text
    imageurl text
    iswebview bool
    webviewheightratio text
    msg text
    msginchatwindow bool
    msgprocessingtype text`,
  ),
  http: shape(
    "http_config",
    `
    basic_auth {basic-auth}
    authorization {authorization}
    oauth2 {oauth2}
    bearer_token secret
    bearer_token_file text
    tls_config {tls}
    follow_redirects bool
    enable_http2 bool
    proxy_url text
    no_proxy text 0.26
    proxy_from_environment bool 0.26
    proxy_connect_header anything 0.26
    http_headers mapping 0.28`,
  ),
  "basic-auth": shape(
    "basic_auth",
    `
    username text
    username_file text 0.28
    username_ref text 0.28
    password secret
    password_file text
    password_ref text 0.28`,
  ),
  authorization: shape(
    "authorization",
    `
    type text
    credentials secret
    credentials_file text
    credentials_ref text 0.28`,
  ),
  oauth2: shape(
    "oauth2",
    `
    client_id text
    client_secret secret
    client_secret_file text
    client_secret_ref text 0.28
    client_certificate_key_id text 0.29
    client_certificate_key secret 0.29
    client_certificate_key_file text 0.29
    client_certificate_key_ref text 0.29
    grant_type text 0.29
    signature_algorithm text 0.29
    iss text 0.29
    audience text 0.29
    claims anything 0.29
    scopes texts
    token_url text
    endpoint_params text-map
    tls_config {tls}
    proxy_url text
    no_proxy text 0.26
    proxy_from_environment bool 0.26
    proxy_connect_header anything 0.26`,
  ),
  tls: shape(
    "tls_config",
    `
    ca text 0.28
    cert text 0.28
    key secret 0.28
    ca_file text
    cert_file text
    key_file text
    ca_ref text 0.28
    cert_ref text 0.28
    key_ref text 0.28
    server_name text
    insecure_skip_verify bool
    min_version text
    max_version text`,
  ),
  sigv4: shape(
    "sigv4",
    `
    region text
    access_key text
    secret_key secret
    profile text
    role_arn text
    external_id text 0.31
    use_fips_sts_endpoint bool 0.29
    service_name text 0.34`,
  ),
};

export const globalShape = shape(
  "global",
  `
    resolve_timeout duration
    http_config {http}
    smtp_from text
    smtp_hello text
    smtp_smarthost host-port
    smtp_auth_username text
    smtp_auth_password secret
    smtp_auth_password_file text
    smtp_auth_secret secret
    smtp_auth_identity text
    smtp_require_tls bool
    slack_api_url secret-url
    slack_api_url_file text
    pagerduty_url url
    opsgenie_api_url url
    opsgenie_api_key secret
    opsgenie_api_key_file text
    wechat_api_url url
    wechat_api_secret secret
    wechat_api_corp_id text
    victorops_api_url url
    victorops_api_key secret
    victorops_api_key_file text
    telegram_api_url url
    webex_api_url url
    jira_api_url url 0.28
    smtp_tls_config {tls} 0.28
    rocketchat_api_url url 0.28
    rocketchat_token secret 0.28
    rocketchat_token_file text 0.28
    rocketchat_token_id secret 0.28
    rocketchat_token_id_file text 0.28
    slack_app_token secret 0.30
    slack_app_token_file text 0.30
    slack_app_url url 0.30
    smtp_auth_secret_file text 0.31
    smtp_force_implicit_tls bool 0.31
    wechat_api_secret_file text 0.31
    telegram_bot_token secret 0.31
    telegram_bot_token_file text 0.31
    mattermost_webhook_url secret-url 0.32
    mattermost_webhook_url_file text 0.32`,
);

export const routeShape = shape(
  "a route",
  `
    receiver text
    group_by texts
    group_wait duration
    group_interval duration
    repeat_interval duration
    match text-map
    match_re text-map
    matchers texts
    continue bool
    mute_time_intervals texts
    active_time_intervals texts
    routes node
    labels text-map 0.34`,
);

export const inhibitShape = shape(
  "an inhibition rule",
  `
    name text 0.30
    source_match text-map
    source_match_re text-map
    source_matchers texts
    target_match text-map
    target_match_re text-map
    target_matchers texts
    equal texts`,
);

export const namedIntervalShape = shape("a time interval", "name text\ntime_intervals [interval]");

const intervalShape = shape(
  "a time interval",
  `
    times [time-range]
    weekdays texts
    days_of_month texts
    months texts
    years texts
    location text`,
);

const timeRangeShape = shape("a time range", "start_time text\nend_time text");

const tracingShape = shape(
  "tracing",
  `
    client_type text
    endpoint text
    sampling_fraction anything
    insecure bool
    tls_config {tls}
    headers anything
    compression text
    timeout duration`,
);

export const receiverShape = shape(
  "a receiver",
  `
    name text
    labels text-map 0.33
    discord_configs [discord]
    email_configs [email]
    incidentio_configs [incidentio] 0.29
    jira_configs [jira] 0.28
    mattermost_configs [mattermost] 0.30
    msteams_configs [msteams] 0.26
    msteamsv2_configs [msteamsv2] 0.28
    opsgenie_configs [opsgenie]
    pagerduty_configs [pagerduty]
    pushover_configs [pushover]
    rocketchat_configs [rocketchat] 0.28
    slack_configs [slack]
    sns_configs [sns]
    telegram_configs [telegram]
    victorops_configs [victorops]
    webex_configs [webex]
    webhook_configs [webhook]
    wechat_configs [wechat]`,
);

export const configShape = shape(
  "an Alertmanager configuration",
  `
    global {global}
    route node
    inhibit_rules [inhibit]
    receivers [receiver]
    templates texts
    mute_time_intervals [named-interval]
    time_intervals [named-interval]
    tracing {tracing} 0.30
    event_recorder anything 0.33`,
);

const shapes: ReadonlyMap<string, Shape> = new Map([
  ...Object.entries(receiverShapes),
  ...Object.entries(partShapes),
  ["global", globalShape],
  ["inhibit", inhibitShape],
  ["receiver", receiverShape],
  ["named-interval", namedIntervalShape],
  ["interval", intervalShape],
  ["time-range", timeRangeShape],
  ["tracing", tracingShape],
]);

/** Returns the shape that a table refers to. */
export function shapeNamed(name: string): Shape {
  return shapes.get(name)!;
}

/** The minor version of the 0.x release that introduced a kind of receiver, or one of its fields; undefined if none has. */
export function releaseOfReceiver(kind: string, field?: string): number | undefined {
  const configs = receiverShape.fields.get(`${kind}_configs`)?.[0]?.since;
  if (field === undefined || configs === undefined) return configs;
  const since = receiverShapes[kind]?.fields.get(field)?.[0]?.since;
  return since === undefined ? undefined : Math.max(configs, since);
}
