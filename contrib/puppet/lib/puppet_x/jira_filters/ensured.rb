# frozen_string_literal: true

require 'puppet'
require_relative 'program'

module PuppetX
  module JiraFilters
    # What the types share: a state that a program ensures.
    #
    # A type says program, the program's name; options, what to call it with;
    # secrets, what it reads, as PuppetX::JiraFilters::Program has it; missing?,
    # whether what it lacks is all of it; STATES, what there is to ask for; and
    # SECRETS, which parameters may be Sensitive.
    module Ensured
      def self.included(type)
        type.newparam(:executable) do
          desc 'The path of the program, if it is in no usual place.'
        end
        type.newproperty(:ensure) do
          desc 'That all is as wanted.'
          newvalues(*type::STATES)
          defaultto(:present)

          def retrieve
            return :absent if @resource.noop? && @resource.awaits?

            lacks = @resource.tool.lacks(@resource.options, @resource.secrets)
            return should if lacks.nil?
            return :present if should == :absent

            @resource.missing?(lacks) ? :absent : :outdated
          end

          def set(_value)
            @said = @resource.tool.apply(@resource.options, @resource.secrets)
          end

          # Puppet 8 asks with --noop, too, when nothing has been said.
          def change_to_s(was, is)
            return 'removed' if is == :absent
            return 'created' if was == :absent

            (['changed'] + @said.to_h.fetch('paths', [])).join(' ')
          end
        end
      end

      def tool
        @tool ||= Program.new(program, self[:executable])
      end

      # Is it about a file that another resource would have made by now?
      def awaits?
        awaited.any? do |path, type, title|
          !path.nil? && !File.exist?(path) && !catalog.resource(type, title).nil?
        end
      end

      # Such files, each with the type and the title of its resource.
      def awaited
        []
      end

      # "--days=30" for each of these parameters that is given.
      def given(*names)
        wanted = names.reject { |name| [nil, false, :false].include?(self[name]) }
        wanted.map do |name|
          option = "--#{name.to_s.tr('_', '-')}"
          next option if [true, :true].include?(self[name])

          "#{option}=#{Array(self[name]).join(' ')}"
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
