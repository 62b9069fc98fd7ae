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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * The address of the daemon where the SDK looks for it by itself.
 */
final class SdkDaemonAddress {

	private static final String VARIABLE = "AWS_XRAY_DAEMON_ADDRESS";

	private static final String SYSTEM_PROPERTY = "com.amazonaws.xray.emitters.daemonAddress";

	private static final Pattern DIGITS = Pattern.compile("[0-9.]+|.*:.*");

	private SdkDaemonAddress() {
	}

	/**
	 * Return whether the SDK would look up a name. One that it cannot read it does not.
	 */
	static boolean needsLookup() {
		return isName(System.getenv(VARIABLE)) || isName(System.getProperty(SYSTEM_PROPERTY));
	}

	private static boolean isName(@Nullable String address) {
		if (!StringUtils.hasText(address)) {
			return false;
		}
		try {
			DaemonAddress parsed = DaemonAddress.parse(address);
			return !DIGITS.matcher(parsed.udpHost()).matches() || !DIGITS.matcher(parsed.tcpHost()).matches();
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			return false;
		}
	}

	/**
	 * Fail for an address that the SDK cannot read. Its static API would not start with
	 * it, wherever traces go.
	 * @throws InvalidConfigurationPropertyValueException as for
	 * {@code xray.daemon.address}
	 */
	static void validate() {
		String variable = System.getenv(VARIABLE);
		String address = StringUtils.hasText(variable) ? variable : System.getProperty(SYSTEM_PROPERTY);
		if (StringUtils.hasText(address)) {
			DaemonAddress.parse(address);
		}
	}

	/**
	 * Say where the SDK has its address from.
	 */
	static String describe() {
		String variable = System.getenv(VARIABLE);
		return StringUtils.hasText(variable) ? "the environment variable " + VARIABLE + "=" + variable
				: "the system property " + SYSTEM_PROPERTY + "=" + System.getProperty(SYSTEM_PROPERTY);
	}

}
