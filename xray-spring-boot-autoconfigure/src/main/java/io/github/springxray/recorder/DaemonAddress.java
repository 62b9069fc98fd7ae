/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.recorder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Where the X-Ray daemon listens. It takes segments over UDP and answers questions about
 * sampling over TCP, usually at the same address. Hosts are not resolved here.
 *
 * @param udpHost host name or IP address for segments, an IPv6 address without brackets
 * @param udpPort port for segments
 * @param tcpHost host name or IP address for sampling, an IPv6 address without brackets
 * @param tcpPort port for sampling
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html">Configuring
 * the X-Ray daemon</a>
 */
public record DaemonAddress(String udpHost, int udpPort, String tcpHost, int tcpPort) {

	private static final String PROPERTY = "xray.daemon.address";

	private static final Pattern ADDRESS = Pattern.compile(
			"(?:(?<protocol>tcp|udp):(?=.*:))?(?:\\[(?<ipv6>[0-9a-fA-F:.%\\w]+)]|(?<host>[^\\s:\\[\\]/]+)):(?<port>\\d{1,5})");

	/**
	 * Parse an address.
	 * @param address {@code host:port}, or {@code tcp:host:port} and
	 * {@code udp:host:port} in any order with white space between them; an IPv6 address
	 * stands in brackets
	 * @return the address
	 * @throws InvalidConfigurationPropertyValueException if it is of another form; it
	 * names {@code xray.daemon.address}
	 */
	public static DaemonAddress parse(String address) {
		String[] parts = StringUtils.tokenizeToStringArray(address, " \t\r\n");
		if (parts.length == 1) {
			Part both = Part.parse(address, parts[0]);
			if (both.protocol.isEmpty()) {
				return new DaemonAddress(both.host, both.port, both.host, both.port);
			}
			throw invalid(address, "Only one protocol has an address.");
		}
		if (parts.length == 2) {
			Part first = Part.parse(address, parts[0]);
			Part second = Part.parse(address, parts[1]);
			if (first.protocol.equals("tcp") && second.protocol.equals("udp")) {
				return new DaemonAddress(second.host, second.port, first.host, first.port);
			}
			if (first.protocol.equals("udp") && second.protocol.equals("tcp")) {
				return new DaemonAddress(first.host, first.port, second.host, second.port);
			}
		}
		throw invalid(address, "It is not an address.");
	}

	/**
	 * Return where segments go, for people to read.
	 * @return {@code host:port}, an IPv6 address in brackets
	 */
	public String udp() {
		String host = (this.udpHost.indexOf(':') >= 0) ? "[" + this.udpHost + "]" : this.udpHost;
		return host + ":" + this.udpPort;
	}

	private static InvalidConfigurationPropertyValueException invalid(String address, String problem) {
		return new InvalidConfigurationPropertyValueException(PROPERTY, address, problem
				+ " Write host:port, such as 127.0.0.1:2000 or [::1]:2000, or tcp:host:port udp:host:port for two different ones.");
	}

	private record Part(String protocol, String host, int port) {

		static Part parse(String address, String text) {
			Matcher matcher = ADDRESS.matcher(text);
			if (!matcher.matches()) {
				throw invalid(address, "'" + text + "' is not of the form host:port.");
			}
			int port = Integer.parseInt(matcher.group("port"));
			if (port < 1 || port > 65535) {
				throw invalid(address, "A port is a number from 1 to 65535.");
			}
			String protocol = matcher.group("protocol");
			String ipv6 = matcher.group("ipv6");
			return new Part((protocol != null) ? protocol : "", (ipv6 != null) ? ipv6 : matcher.group("host"), port);
		}

	}

}
