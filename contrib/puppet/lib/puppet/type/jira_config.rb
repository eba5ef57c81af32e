# frozen_string_literal: true

require_relative '../../puppet_x/jira_filters/ensured'

Puppet::Type.newtype(:jira_config) do
  @doc = <<~DOC
    Merges into a JSON config file, changing only what changes; see
    jira-cfg-merge(1).

        jira_config { '/home/cs/.codestream/codestream-services-config.json':
          for   => 'codestream',
          merge => Sensitive({
            'integrations' => { 'jira' => { 'cloud' => {
              'appClientId'     => 'abc123',
              'appClientSecret' => $secret,
            } } },
          }),
        }
  DOC

  const_set(:SECRETS, [:merge])
  const_set(:STATES, [:present].freeze)

  newparam(:path, namevar: true) do
    desc 'The file.'
  end

  newparam(:merge) do
    desc 'What to merge: a hash, in which undef deletes (RFC 7396).  It may be
      Sensitive, or hold what is.'
    isrequired
    munge { |value| PuppetX::JiraFilters.reveal(value) }
    validate do |value|
      raise ArgumentError, 'merge has to be a hash' unless PuppetX::JiraFilters.reveal(value).is_a?(Hash)
    end
  end

  newparam(:for) do
    desc 'The application whose rules it has to obey: codestream.'
  end

  newparam(:arrays) do
    desc 'How arrays are merged: append, by=KEY, replace or union.'
  end

  newparam(:syntax) do
    desc 'Of the file, if it does not say so itself: json, jsonc or hjson.'
    newvalues(:json, :jsonc, :hjson)
  end

  newparam(:backup) do
    desc 'Keep the old file: true, or the suffix of its copy.'
  end

  newparam(:create, boolean: true) do
    desc 'Make the file if it is missing.'
    newvalues(:true, :false)
  end

  newparam(:mode) do
    desc 'The mode of a file that is made; 0600 by default.'
  end

  newparam(:wait) do
    desc 'So many seconds for the lock of the file.'
  end

  include PuppetX::JiraFilters::Ensured

  autorequire(:file) { [self[:path], File.dirname(self[:path])] }

  validate do
    raise Puppet::Error, 'merge is missing' if self[:merge].nil?
  end

  def missing?(_lacks)
    !File.exist?(self[:path])
  end

  def awaited
    [[self[:path], :file, self[:path]]]
  end

  def program
    'jira-cfg-merge'
  end

  def options
    ["--in-place=#{self[:path]}"] +
      given(:for, :arrays, :syntax, :backup, :create, :mode, :wait)
  end

  def secrets
    { '-' => JSON.generate(self[:merge]) }
  end
end
