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

package io.github.springxray.sampling;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells the OTLP endpoint of X-Ray from any other receiver of OTLP.
 */
public final class OtlpEndpoints {

	/**
	 * The word for the endpoint of X-Ray in the region of the application.
	 */
	public static final String AWS = "aws";

	/**
	 * The hosts of regions, of FIPS, of IPv6, and of endpoints within a VPC.
	 */
	private static final Pattern XRAY = Pattern
		.compile("(?:[a-z0-9-]+\\.)*xray(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws"
				+ "|api\\.amazonwebservices\\.com\\.cn)");

	private OtlpEndpoints() {
	}

	/**
	 * Return whether an address is that of X-Ray.
	 * @param endpoint the value of {@code xray.otlp.endpoint}, or {@code null}
	 * @return whether it is the word for X-Ray, or an address of X-Ray
	 */
	public static boolean isXRay(@Nullable String endpoint) {
		return endpoint != null && (endpoint.strip().equalsIgnoreCase(AWS) || region(endpoint) != null);
	}

	/**
	 * Return the region that an address of X-Ray names.
	 * @param endpoint the address
	 * @return the region, {@code null} if it is not an address of X-Ray
	 */
	public static @Nullable String region(String endpoint) {
		try {
			String host = URI.create(endpoint.strip()).getHost();
			Matcher matcher = XRAY.matcher((host != null) ? host.toLowerCase(Locale.ROOT) : "");
			return matcher.matches() ? matcher.group(1) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
