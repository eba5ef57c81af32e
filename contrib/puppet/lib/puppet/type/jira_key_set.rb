# frozen_string_literal: true

require_relative '../../puppet_x/jira_filters/ensured'

Puppet::Type.newtype(:jira_key_set) do
  @doc = <<~DOC
    The key pair of an application link and its certificate, as four files in
    a directory; a key that is there is never replaced.  See jira-keygen(1).

        jira_key_set { '/etc/jira/keys':
          bits         => 4096,
          renew_before => 30,
        }
  DOC

  const_set(:SECRETS, [])
  const_set(:STATES, [:present].freeze)

  newparam(:dir, namevar: true) do
    desc 'The directory.'
  end

  newparam(:bits) do
    desc 'The size of a new key; 2048 by default.'
  end

  newparam(:days) do
    desc 'How long a new certificate is valid; 365 by default.'
  end

  newparam(:renew_before) do
    desc 'Replace a certificate that ends within so many days.'
  end

  newparam(:subject) do
    desc 'The subject of a new certificate; jira by default.'
  end

  include PuppetX::JiraFilters::Ensured

  autorequire(:file) { [File.dirname(self[:dir])] }

  def missing?(_lacks)
    !File.exist?(File.join(self[:dir], 'jira_privatekey.pem'))
  end

  def program
    'jira-keygen'
  end

  def options
    ["--dir=#{self[:dir]}"] + given(:bits, :days, :renew_before, :subject)
  end

  def secrets
    {}
  end
end
