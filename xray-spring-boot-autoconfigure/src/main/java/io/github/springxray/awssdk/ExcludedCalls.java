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

package io.github.springxray.awssdk;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The services and operations that are not traced. X-Ray is always one of them: sending
 * traces must not make traces.
 */
final class ExcludedCalls {

	private static final String PROPERTY = "xray.patch.aws-sdk.exclude";

	private static final String XRAY = "XRay";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 ]+(\\.[A-Za-z0-9]+)?");

	private final Set<String> names = new HashSet<>();

	ExcludedCalls(List<String> names) {
		for (String name : names) {
			if (name.isBlank() || !NAME.matcher(name).matches()) {
				throw new InvalidConfigurationPropertyValueException(PROPERTY, name,
						"Write a service, such as CloudWatch, or an operation with its service, such as SQS.ReceiveMessage.");
			}
			this.names.add(normalize(name));
		}
	}

	boolean contain(String service, String operation) {
		if (XRAY.equals(service)) {
			return true;
		}
		if (this.names.isEmpty()) {
			return false;
		}
		String name = normalize(service);
		return this.names.contains(name) || this.names.contains(name + "." + normalize(operation));
	}

	private static String normalize(String name) {
		return name.replace(" ", "").toLowerCase(Locale.ROOT);
	}

}
