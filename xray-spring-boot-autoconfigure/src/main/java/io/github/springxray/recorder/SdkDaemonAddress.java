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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * The address of the daemon where the SDK looks for it by itself.
 */
final class SdkDaemonAddress {

	private static final String VARIABLE = "AWS_XRAY_DAEMON_ADDRESS";

	private static final String SYSTEM_PROPERTY = "com.amazonaws.xray.emitters.daemonAddress";

	private SdkDaemonAddress() {
	}

	/**
	 * Return whether the SDK may look up a name. Of what cannot be read here it may, as
	 * it looks up a host before it looks at the port.
	 */
	static boolean needsLookup() {
		return mayNeedLookup(System.getenv(VARIABLE)) || mayNeedLookup(System.getProperty(SYSTEM_PROPERTY));
	}

	private static boolean mayNeedLookup(@Nullable String address) {
		if (!StringUtils.hasText(address)) {
			return false;
		}
		try {
			return AddressInDigits.parse(DaemonAddress.parse(address).udpHost()) == null;
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			return true;
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
	 * Say why the static API of the SDK does not start.
	 */
	static String explain(LinkageError error) {
		String variable = System.getenv(VARIABLE);
		String property = System.getProperty(SYSTEM_PROPERTY);
		if (!StringUtils.hasText(variable) && !StringUtils.hasText(property)) {
			return "its class cannot be initialised (" + NestedExceptionUtils.getMostSpecificCause(error) + ")";
		}
		String source = StringUtils.hasText(variable) ? "the environment variable " + VARIABLE + "=" + variable
				: "the system property " + SYSTEM_PROPERTY + "=" + property;
		return "the SDK does not understand " + source + ". Write host:port, such as 127.0.0.1:2000.";
	}

}
