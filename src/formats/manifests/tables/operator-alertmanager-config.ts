/** AlertmanagerConfig of the Prometheus operator 0.93, `v1alpha1`. The schema leaves `ChildRoute` and `ChildMatcher` to the operator. */
export const operatorAlertmanagerConfig = `
Actions
  text url
  name msg text

Actions2
  text url
  name name style text! type! value
  {Confirm} confirm

AlertmanagerConfig
  enum(AlertmanagerConfig) kind!
  enum(monitoring.coreos.com/v1alpha1) apiVersion!
  {Metadata} metadata!
  {Spec6} spec!
  {Status} status

ChildMatcher
  text matchType value
  bool regex
  name name!

ChildRoute
  text receiver
  bool continue
  duration groupInterval groupWait repeatInterval
  list(any) routes
  list(text) activeTimeIntervals groupBy muteTimeIntervals
  list({ChildMatcher}) matchers

Confirm
  name dismissText okText text! title

DaysOfMonth
  int(-31..31) end start

DiscordConfigs
  text message title
  bool sendResolved
  http-url avatarURL
  name content username
  {Credentials} apiURL!
  {HttpConfig} httpConfig

EmailConfigs
  text html
  bool forceImplicitTLS requireTLS sendResolved
  list({Headers}) headers
  name authIdentity authUsername from hello smarthost text to
  {Credentials} authPassword authSecret
  {Threading} threading
  {TlsConfig} tlsConfig

Fields
  bool short
  name title value

Fields2
  bool short
  name title! value!

Headers
  text value!
  name key!

HttpConfig
  text noProxy proxyURL
  bool enableHttp2 followRedirects proxyFromEnvironment
  map(list({Credentials})) proxyConnectHeader
  proxy-url proxyUrl
  {Authorization} authorization
  {BasicAuth} basicAuth
  {Credentials} bearerTokenSecret
  {Oauth2} oauth2
  {TlsConfig} tlsConfig

InhibitRules
  list(text) equal
  list({SourceMatch}) sourceMatch targetMatch

MsteamsConfigs
  text summary text title
  bool sendResolved
  {Credentials} webhookUrl!
  {HttpConfig} httpConfig

Msteamsv2Configs
  bool sendResolved
  name text title
  {Credentials} webhookURL
  {HttpConfig} httpConfig

MuteTimeIntervals
  text name!
  list({TimeIntervals}) timeIntervals

OpsgenieConfigs
  bool sendResolved updateAlerts
  http-url apiURL
  list({Headers}) details
  list({Responders}) responders
  name actions description entity message note priority source tags
  {Credentials} apiKey
  {HttpConfig} httpConfig

PagerDutyImageConfigs
  text href
  name alt src

PagerDutyLinkConfigs
  text href
  name alt

PagerdutyConfigs
  text clientURL
  bool sendResolved
  duration timeout
  http-url url
  list({Headers}) details
  list({PagerDutyImageConfigs}) pagerDutyImageConfigs
  list({PagerDutyLinkConfigs}) pagerDutyLinkConfigs
  name class client component description group severity source
  {Credentials} routingKey serviceKey
  {HttpConfig} httpConfig

PushoverConfigs
  text url
  bool html monospace sendResolved
  duration ttl
  duration-without-zero expire retry
  name device message priority sound title tokenFile urlTitle userKeyFile
  {Credentials} token userKey
  {HttpConfig} httpConfig

Receivers
  list({DiscordConfigs}) discordConfigs
  list({EmailConfigs}) emailConfigs
  list({MsteamsConfigs}) msteamsConfigs
  list({Msteamsv2Configs}) msteamsv2Configs
  list({OpsgenieConfigs}) opsgenieConfigs
  list({PagerdutyConfigs}) pagerdutyConfigs
  list({PushoverConfigs}) pushoverConfigs
  list({RocketchatConfigs}) rocketchatConfigs
  list({SlackConfigs}) slackConfigs
  list({SnsConfigs}) snsConfigs
  list({TelegramConfigs}) telegramConfigs
  list({VictoropsConfigs}) victoropsConfigs
  list({WebexConfigs}) webexConfigs
  list({WebhookConfigs}) webhookConfigs
  list({WechatConfigs}) wechatConfigs
  name name!

Responders
  enum(team,teams,user,escalation,schedule) type!
  name id name username

RocketchatConfigs
  text iconURL imageURL thumbURL
  bool linkNames sendResolved shortFields
  http-url apiURL
  list+({Actions}) actions
  list+({Fields}) fields
  name channel color emoji text title titleLink
  {Credentials} token! tokenID!
  {HttpConfig} httpConfig

Route
  text receiver
  bool continue
  filled-duration groupInterval groupWait repeatInterval
  list(any) routes
  list(text) activeTimeIntervals groupBy muteTimeIntervals
  list({SourceMatch}) matchers

Sigv4
  text profile region roleArn
  bool useFIPSSTSEndpoint
  name externalId
  {Credentials} accessKey secretKey

SlackConfigs
  text iconURL imageURL thumbURL titleLink
  bool linkNames sendResolved shortFields updateMessage
  duration timeout
  list+(name) mrkdwnIn
  list+({Actions2}) actions
  list+({Fields2}) fields
  name callbackId channel color fallback footer iconEmoji messageText pretext text title username
  {Credentials} apiURL
  {HttpConfig} httpConfig

SnsConfigs
  text apiURL
  bool sendResolved useAWSHTTPClient
  map(text) attributes
  name message phoneNumber subject targetARN topicARN
  {HttpConfig} httpConfig
  {Sigv4} sigv4

SourceMatch
  text value
  bool regex
  enum(!=,=,=~,!~) matchType
  name name!

Spec6
  list({InhibitRules}) inhibitRules
  list({MuteTimeIntervals}) muteTimeIntervals
  list({Receivers}) receivers
  {Route} route

TelegramConfigs
  text botTokenFile message
  bool disableNotifications sendResolved
  enum(MarkdownV2,Markdown,HTML) parseMode
  http-url apiURL
  int chatID! messageThreadID
  {Credentials} botToken
  {HttpConfig} httpConfig

Threading
  enum(Daily,None) threadByDate!

TimeIntervals
  list(month-range) months
  list(weekday-range) weekdays
  list(year-range) years
  list({DaysOfMonth}) daysOfMonth
  list({Times}) times

Times
  time-of-day endTime startTime

VictoropsConfigs
  bool sendResolved
  http-url apiUrl
  list({Headers}) customFields
  name entityDisplayName messageType monitoringTool routingKey! stateMessage
  {Credentials} apiKey
  {HttpConfig} httpConfig

WebexConfigs
  text message
  bool sendResolved
  http-url apiURL
  name roomID!
  {HttpConfig} httpConfig

WebhookConfigs
  text url
  bool sendResolved
  duration timeout
  int(0..) maxAlerts
  name payload
  {Credentials} urlSecret
  {HttpConfig} httpConfig

WechatConfigs
  bool sendResolved
  http-url apiURL
  name agentID corpID message messageType toParty toTag toUser
  {Credentials} apiSecret
  {HttpConfig} httpConfig
`;

/**
 * The same as `v1beta1`: time intervals have another name, a matcher has no `regex`, Opsgenie no `updateAlerts`, and a
 * secret names its Secret.
 */
export const operatorAlertmanagerConfigBeta = `${operatorAlertmanagerConfig
  .replace("monitoring.coreos.com/v1alpha1", "monitoring.coreos.com/v1beta1")
  .replace("list({MuteTimeIntervals}) muteTimeIntervals", "list({MuteTimeIntervals}) timeIntervals")
  .replaceAll("  bool regex\n", "")
  .replace("bool sendResolved updateAlerts", "bool sendResolved")
  .replace(/^( {2}){Credentials} (?!webhookURL|accessKey)([A-Za-z ]+)$/gm, "$1{SecretKey} $2")}
SecretKey
  text key! name!
`;
