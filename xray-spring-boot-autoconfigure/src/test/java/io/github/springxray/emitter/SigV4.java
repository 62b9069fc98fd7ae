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

package io.github.springxray.emitter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Computes signatures as the documentation of AWS tells it, and without the AWS SDK.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 * a signed request</a>
 */
final class SigV4 {

	private static final Pattern AUTHORIZATION = Pattern
		.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, "
				+ "SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

	private SigV4() {
	}

	static String signature(String method, String path, SortedMap<String, String> headers, byte[] body, String date,
			String region, String service, String secret) {
		StringBuilder canonical = new StringBuilder(method + "\n" + path + "\n\n");
		headers.forEach((name, value) -> canonical.append(name).append(':').append(value.strip()).append('\n'));
		canonical.append('\n').append(String.join(";", headers.keySet())).append('\n').append(hash(body));
		String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
		String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
				+ hash(canonical.toString().getBytes(StandardCharsets.UTF_8));
		byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
		for (String part : scope.split("/")) {
			key = hmac(key, part);
		}
		return HexFormat.of().formatHex(hmac(key, toSign));
	}

	/**
	 * Check the signature of a request, and return the id of the key and the region.
	 */
	static Map.Entry<String, String> verify(OtlpServer.Received request, String secret) {
		Matcher matcher = AUTHORIZATION.matcher(request.header("Authorization"));
		assertThat(matcher.matches()).as(request.header("Authorization")).isTrue();
		assertThat(matcher.group(4)).isEqualTo("xray");
		SortedMap<String, String> signed = new TreeMap<>();
		for (String name : matcher.group(5).split(";")) {
			signed.put(name, String.join(",", request.headers().get(name)));
		}
		assertThat(signed).containsKeys("host", "x-amz-date", "content-type");
		assertThat(signature(request.method(), request.uri().getRawPath(), signed, request.body(),
				request.header("X-Amz-Date"), matcher.group(3), matcher.group(4), secret))
			.isEqualTo(matcher.group(6));
		return Map.entry(matcher.group(1), matcher.group(3));
	}

	private static String hash(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
