import { type Shape, shape } from "./shape.js";

/** The shapes of integrations by kind, which is the name before `_configs`. */
export const receiverShapes: Readonly<Record<string, Shape>> = {
  discord: shape(
    "a Discord receiver",
    `
    send_resolved bool
    http_config {http}
    webhook_url secret-url
    title text
    message text
    webhook_url_file text 0.27
    content text 0.28
    username text 0.28
    avatar_url text 0.28`,
  ),
  email: shape(
    "an email receiver",
    `
    send_resolved bool
    to text
    from text
    hello text
    smarthost host-port
    auth_username text
    auth_password secret
    auth_password_file text
    auth_secret secret
    auth_identity text
    headers text-map
    html text
    text text
    require_tls bool
    tls_config {tls}
    threading {email-threading} 0.30
    auth_secret_file text 0.31
    force_implicit_tls bool 0.31`,
  ),
  incidentio: shape(
    "an incident.io receiver",
    `
    send_resolved bool
    http_config {http}
    url url
    url_file text
    alert_source_token secret
    alert_source_token_file text
    max_alerts integer
    timeout timeout`,
  ),
  jira: shape(
    "a Jira receiver",
    `
    send_resolved bool
    http_config {http}
    api_url url
    project text
    summary text
    summary anything 0.30
    description text
    description anything 0.30
    labels texts
    priority text
    issue_type text
    reopen_transition text
    resolve_transition text
    wont_fix_resolution text
    reopen_duration duration
    fields mapping
    api_type text 0.29`,
  ),
  mattermost: shape(
    "a Mattermost receiver",
    `
    send_resolved bool
    http_config {http}
    webhook_url secret-url
    webhook_url_file text
    channel text
    username text
    text text
    icon_url text
    icon_emoji text
    attachments [mattermost-attachment]
    type text
    props {mattermost-props}
    priority {mattermost-priority}
    fallback text 0.32
    color text 0.32
    pretext text 0.32
    author_name text 0.32
    author_link text 0.32
    author_icon text 0.32
    title text 0.32
    title_link text 0.32
    fields [mattermost-field] 0.32
    thumb_url text 0.32
    footer text 0.32
    footer_icon text 0.32
    image_url text 0.32`,
  ),
  msteams: shape(
    "an MS Teams receiver",
    `
    send_resolved bool
    http_config {http}
    webhook_url secret-url
    title text
    text text
    webhook_url_file text 0.27
    summary text 0.27`,
  ),
  msteamsv2: shape(
    "an MS Teams workflow receiver",
    `
    send_resolved bool
    http_config {http}
    webhook_url secret-url
    webhook_url_file text
    title text
    text text`,
  ),
  opsgenie: shape(
    "an OpsGenie receiver",
    `
    send_resolved bool
    http_config {http}
    api_key secret
    api_key_file text
    api_url url
    message text
    description text
    source text
    details text-map
    entity text
    responders [opsgenie-responder]
    actions text
    tags text
    note text
    priority text
    update_alerts bool`,
  ),
  pagerduty: shape(
    "a PagerDuty receiver",
    `
    send_resolved bool
    http_config {http}
    service_key secret
    service_key_file text
    routing_key secret
    routing_key_file text
    url url
    client text
    client_url text
    description text
    details text-map
    details mapping 0.30
    images [pagerduty-image]
    links [pagerduty-link]
    source text
    severity text
    class text
    component text
    group text
    timeout timeout 0.30`,
  ),
  pushover: shape(
    "a Pushover receiver",
    `
    send_resolved bool
    http_config {http}
    user_key secret
    token secret
    title text
    message text
    url text
    url_title text
    sound text
    priority text
    retry go-duration
    expire go-duration
    html bool
    user_key_file text 0.26
    token_file text 0.26
    device text 0.26
    ttl go-duration 0.27
    monospace bool 0.29`,
  ),
  rocketchat: shape(
    "a Rocket.Chat receiver",
    `
    send_resolved bool
    http_config {http}
    api_url url
    token_id secret
    token_id_file text
    token secret
    token_file text
    channel text
    color text
    title text
    title_link text
    text text
    fields [rocketchat-field]
    short_fields bool
    emoji text
    icon_url text
    image_url text
    thumb_url text
    link_names bool
    actions [rocketchat-action]`,
  ),
  slack: shape(
    "a Slack receiver",
    `
    send_resolved bool
    http_config {http}
    api_url secret-url
    api_url_file text
    channel text
    username text
    color text
    title text
    title_link text
    pretext text
    text text
    fields [slack-field]
    short_fields bool
    footer text
    fallback text
    callback_id text
    icon_emoji text
    icon_url text
    image_url text
    thumb_url text
    link_names bool
    mrkdwn_in texts
    actions [slack-action]
    app_token secret 0.30
    app_token_file text 0.30
    app_url url 0.30
    timeout timeout 0.30
    message_text text 0.31
    update_message bool 0.32`,
  ),
  sns: shape(
    "an SNS receiver",
    `
    send_resolved bool
    http_config {http}
    api_url text
    sigv4 {sigv4}
    topic_arn text
    phone_number text
    target_arn text
    subject text
    message text
    attributes text-map
    use_aws_http_client bool 0.33`,
  ),
  telegram: shape(
    "a Telegram receiver",
    `
    send_resolved bool
    http_config {http}
    api_url url
    bot_token secret
    chat_id integer
    message text
    disable_notifications bool
    parse_mode text
    bot_token_file text 0.26
    message_thread_id integer 0.28
    chat_id_file text 0.31`,
  ),
  victorops: shape(
    "a VictorOps receiver",
    `
    send_resolved bool
    http_config {http}
    api_key secret
    api_key_file text
    api_url url
    routing_key text
    message_type text
    state_message text
    entity_display_name text
    monitoring_tool text
    custom_fields text-map`,
  ),
  webex: shape(
    "a Webex receiver",
    `
    send_resolved bool
    http_config {http}
    api_url url
    message text
    room_id text`,
  ),
  webhook: shape(
    "a webhook receiver",
    `
    send_resolved bool
    http_config {http}
    url secret-url
    url template-url 0.31
    max_alerts integer
    url_file text 0.26
    timeout timeout 0.28
    payload anything 0.32`,
  ),
  wechat: shape(
    "a WeChat receiver",
    `
    send_resolved bool
    http_config {http}
    api_secret secret
    corp_id text
    message text
    api_url url
    to_user text
    to_party text
    to_tag text
    agent_id text
    message_type text
    api_secret_file text 0.31`,
  ),
};
