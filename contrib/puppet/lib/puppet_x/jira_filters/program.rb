# frozen_string_literal: true

require 'json'
require 'open3'
require 'puppet'

module PuppetX
  module JiraFilters
    # A program of the kit: it decides, and we pass on what it says.
    #
    # --dry-run exits with 0 when all is as wanted, with 1 when something would
    # change, and with anything else when it cannot tell, which is an error
    # here: it is never taken for a change.
    class Program
      NEEDED = '0.1.0'
      PLACES = '/usr/local/bin:/usr/bin'

      def initialize(name, executable)
        @name = name
        @path = executable || find
        check_version
      end

      # What would it change?  Returns its line of JSON, or nil for nothing.
      # Options and secrets are as for apply.
      def lacks(options, secrets)
        status, out = run(['--dry-run'] + options, secrets, [0, 1])
        status.zero? ? nil : parse(out)
      end

      # Have it done.  secrets are texts by what comes before the path that the
      # program reads each of them from, "-" for standard input.  Returns its
      # line of JSON.
      def apply(options, secrets)
        parse(run(options, secrets, [0]).last)
      end

      private

      def parse(line)
        JSON.parse(line)
      rescue JSON::ParserError
        raise Puppet::Error, "#{@name}: no JSON came"
      end

      def find
        Puppet::Util.which(@name) ||
          PLACES.split(':').map { |dir| File.join(dir, @name) }
                .find { |path| File.executable?(path) } ||
          raise(Puppet::Error, "#{@name} is not there: install jira-filters " \
                               "#{NEEDED} or newer, or let executable be its path")
      end

      def check_version
        said = Open3.capture2(@path, '--version').first
        version = said[/\A#{@name} (\d[\d.]*)$/, 1]
        raise Puppet::Error, "#{@path} is not #{@name}" if version.nil?
        return if Puppet::Util::Package.versioncmp(version, NEEDED) >= 0

        raise Puppet::Error, "#{@path} is of jira-filters #{version}, and " \
                             "#{NEEDED} or newer is needed"
      rescue SystemCallError => e
        raise Puppet::Error, "#{@path}: #{e.message}"
      end

      # Each secret goes through a pipe of its own: it is in no argument, no
      # environment and no file.
      def run(options, secrets, good)
        pipes = {}
        names = {}
        input = secrets.fetch('-', '')
        words = secrets.reject { |option, _| option == '-' }
                       .map do |option, text|
          reader = pipe(text)
          pipes[reader] = reader
          path = "/dev/fd/#{reader.fileno}"
          names[path] = option[/=(\w+)=/, 1]
          option + path
        end
        out, err, status = Open3.capture3(@path, '--json', *options, *words,
                                          **pipes, stdin_data: input)
        err = err.gsub(%r{/dev/fd/\d+}) { |path| names.fetch(path, path) }
        err.each_line { |line| Puppet.debug(line.chomp) }
        return [status.exitstatus, out] if good.include?(status.exitstatus)

        raise Puppet::Error, said(err, status)
      ensure
        pipes.each_key(&:close)
      end

      def pipe(text)
        reader, writer = IO.pipe
        Thread.new do
          writer.write(text)
        rescue Errno::EPIPE
          nil # who did not read it has said why
        ensure
          writer.close
        end
        reader
      end

      def said(err, status)
        words = err.strip.gsub(/^#{@name}: /, '')
        words = 'it says nothing' if words.empty?
        "#{@name}: #{words} (#{status.exitstatus})"
      end
    end
  end
end
