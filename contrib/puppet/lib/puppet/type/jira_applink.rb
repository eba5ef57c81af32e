# frozen_string_literal: true

require_relative '../../puppet_x/jira_filters/ensured'

Puppet::Type.newtype(:jira_applink) do
  @doc = <<~DOC
    The incoming application link on Jira Server or Data Center, made, changed
    or removed with no browser; see jira-applink(1).

        jira_applink { 'codestream':
          connection => '/etc/jira/admin.json',
          label      => 'CodeStream',
          public_key => '/etc/jira/keys/jira_publickey.pem',
        }
  DOC

  const_set(:SECRETS, [])
  const_set(:STATES, %i[present absent].freeze)

  newparam(:consumer_key, namevar: true) do
    desc 'The key by which the application names itself.'
  end

  newparam(:connection) do
    desc "An administrator's connection: a path or a name."
    isrequired
  end

  newparam(:label) do
    desc 'What the link is called; the consumer key by default.'
  end

  newparam(:public_key) do
    desc "The file of the application's public key."
  end

  newparam(:url) do
    desc "The application's address."
  end

  newparam(:execute_as) do
    desc 'Whom requests without a token act as.'
  end

  {
    two_legged: 'Allow requests without a token.',
    impersonation: "Allow them in any user's name.",
    allow_http: 'Let the credential travel over plain http.'
  }.each do |name, sentence|
    newparam(name, boolean: true) do
      desc sentence
      newvalues(:true, :false)
    end
  end

  newparam(:cacert) do
    desc 'Trust the certificates in this file.'
  end

  include PuppetX::JiraFilters::Ensured

  autorequire(:file) { [self[:public_key], self[:connection]].compact }
  autorequire(:jira_connection) { [self[:connection]] }
  autorequire(:jira_key_set) { [File.dirname(self[:public_key] || '/')] }

  validate do
    raise Puppet::Error, 'connection is missing' if self[:connection].nil?
  end

  def missing?(lacks)
    lacks['differs'].include?('link')
  end

  # A connection that is called by its name may be there.
  def awaited
    key = self[:public_key]
    path = self[:connection]
    [[key, :jira_key_set, File.dirname(key || '/')],
     [path.include?('/') ? path : nil, :jira_connection, path]]
  end

  def program
    'jira-applink'
  end

  def options
    ["--consumer-key=#{self[:consumer_key]}", "--connection=#{self[:connection]}"] +
      (self[:label].nil? ? [] : ["--name=#{self[:label]}"]) +
      given(:public_key, :url, :execute_as, :two_legged, :impersonation,
            :allow_http, :cacert) +
      (self[:ensure] == :absent ? ['--absent'] : [])
  end

  def secrets
    {}
  end
end
