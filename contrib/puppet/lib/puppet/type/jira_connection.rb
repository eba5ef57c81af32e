# frozen_string_literal: true

require_relative '../../puppet_x/jira_filters/ensured'

Puppet::Type.newtype(:jira_connection) do
  @doc = <<~DOC
    A connection in its file: where a site of Jira is, and how to be let in.
    What is not given stays as it is, tokens that have been renewed too.  See
    jira-conn(1) and jira-connection(5).

        jira_connection { '/etc/jira/ci.json':
          type  => 'pat',
          url   => 'https://jira.example.com/jira',
          token => Sensitive($token),
        }
  DOC

  # The names of parameters, and of the members of a connection.
  members = {
    api_token: 'apiToken', client_secret: 'clientSecret',
    private_key: 'privateKey', token: 'token'
  }.freeze
  texts = {
    type: 'How to be let in: basic, pat, oauth1, oauth2 or client-credentials.',
    url: 'Where Jira is, with its context path.',
    subdomain: 'Of a site of Jira Cloud, instead of url.',
    product: 'cloud or server; it follows from the URL.',
    label: 'What people call the connection.',
    api: 'Which API of Jira Cloud: platform, csm or devops.',
    cloud_id: 'The id of the site of Jira Cloud.',
    username: 'The user of basic.',
    api_token_file: 'The file that holds the API token, or the password.',
    token_file: 'The file that holds the personal access token.',
    consumer_key: 'The consumer key of oauth1.',
    private_key_file: 'The file that holds its private key.',
    requestor: 'The user whom oauth1 acts for.',
    client_id: 'The client of OAuth 2.0.',
    client_secret_file: 'The file that holds its secret.',
    redirect_uri: 'Where the browser brings the answer of oauth2.',
    scopes: 'What to ask for in OAuth 2.0: an array.',
    audience: 'Whom the token of client-credentials is for.',
    server_base_url: "The tool's own URL, for OAuth credentials.",
    logo_url: 'Its logo.',
    permissions: 'What it may send: an array.',
    branch_template: 'The URL that creates a branch for an issue.'
  }.freeze
  const_set(:MEMBERS, members)
  const_set(:SECRETS, members.keys)
  const_set(:TEXTS, texts.keys - [:label])
  const_set(:STATES, [:present].freeze)

  newparam(:path, namevar: true) do
    desc 'The file, or a name, looked up in the directory of connections.'
  end

  texts.each do |name, sentence|
    newparam(name, array_matching: :all) { desc sentence }
  end

  members.each_key do |name|
    newparam(name) do
      desc 'A secret, kept as it is, or sealed if it was sealed before.'
      munge { |value| PuppetX::JiraFilters.reveal(value) }
    end
  end

  newparam(:refer) do
    desc 'References to secrets by the name of the member: env:NAME,
      file:PATH or command:PROGRAM ARGUMENT ...'
  end

  include PuppetX::JiraFilters::Ensured

  autorequire(:file) do
    [File.dirname(self[:path]), self[:private_key_file], self[:token_file],
     self[:api_token_file], self[:client_secret_file]].compact
  end
  autorequire(:jira_key_set) { [File.dirname(self[:private_key_file] || '/')] }

  def missing?(lacks)
    lacks['created']
  end

  def program
    'jira-conn'
  end

  def options
    ["--in-place=#{self[:path]}"] + given(*self.class::TEXTS) +
      (self[:label].nil? ? [] : ["--name=#{self[:label]}"]) +
      (self[:refer] || {}).map { |member, where| "--secret=#{member}=#{where}" }
  end

  def secrets
    self.class::MEMBERS.reject { |name, _| self[name].nil? }
        .to_h { |name, member| ["--secret=#{member}=read:", self[name]] }
  end
end
