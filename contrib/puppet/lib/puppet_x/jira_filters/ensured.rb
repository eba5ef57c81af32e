# frozen_string_literal: true

require 'puppet'
require_relative 'program'

module PuppetX
  module JiraFilters
    # What the types share: a state that a program ensures.
    #
    # A type says program, the program's name; options, what to call it with;
    # and secrets, what it reads, as PuppetX::JiraFilters::Program has it.
    module Ensured
      def self.included(type)
        type.newparam(:executable) do
          desc 'The path of the program, if it is in no usual place.'
        end
        # It is a state, and no property of the type's own: it has no other
        # value that could be asked for.
        type.newproperty(:state) do
          desc 'That all is as wanted; there is nothing else to ask for.'
          newvalues(:settled)
          defaultto(:settled)

          def retrieve
            return :unsettled if @resource.noop? && @resource.awaits_key?

            settled = @resource.tool.in_sync?(@resource.options, @resource.secrets)
            settled ? :settled : :unsettled
          end

          def set(_value)
            @said = @resource.tool.apply(@resource.options, @resource.secrets)
          end

          def change_to_s(_was, _is)
            paths = (@said || {})['paths'] || []
            paths.empty? ? 'changed' : "changed #{paths.join(' ')}"
          end
        end
      end

      def tool
        @tool ||= Program.new(program, self[:executable])
      end

      # Is it about a key that another resource would have made by now?
      def awaits_key?
        path = key_file
        !path.nil? && !File.exist?(path) &&
          !catalog.resource(:jira_key_set, File.dirname(path)).nil?
      end

      def key_file
        nil
      end

      # "--days=30" for each of these parameters that is given.
      def given(*names)
        names.reject { |name| self[name].nil? || self[name] == :false }.map do |name|
          option = "--#{name.to_s.tr('_', '-')}"
          value = Array(self[name]).join(' ')
          value == 'true' ? option : "#{option}=#{value}"
        end
      end

      # No secret is logged: there is nothing more to mark.
      def set_sensitive_parameters(names)
        super(names - self.class::SECRETS)
      end
    end

    # Sensitive values, wherever they are in a value.
    def self.reveal(value)
      case value
      when Hash then value.transform_values { |inner| reveal(inner) }
      when Array then value.map { |inner| reveal(inner) }
      when Puppet::Pops::Types::PSensitiveType::Sensitive then reveal(value.unwrap)
      else value
      end
    end
  end
end
