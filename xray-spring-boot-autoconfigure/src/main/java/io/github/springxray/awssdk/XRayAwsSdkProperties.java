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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How calls of the AWS SDK are traced.
 */
@ConfigurationProperties("xray.patch.aws-sdk")
public class XRayAwsSdkProperties {

	/**
	 * Whether to trace the calls of all clients of the AWS SDK v2. Defaults to
	 * xray.patch.enabled.
	 */
	private @Nullable Boolean enabled;

	/**
	 * Whether to record the keys, prefixes and versions of S3 objects.
	 */
	private boolean recordKeys = false;

	/**
	 * Whether to record what AWS says about an error, which may tell values of the
	 * request, rather than the code of the error alone.
	 */
	private boolean recordErrorMessages = false;

	/**
	 * Services, such as CloudWatch, and operations, such as SQS.ReceiveMessage, whose
	 * calls are neither recorded nor sent trace headers.
	 */
	private List<String> exclude = new ArrayList<>();

	public @Nullable Boolean getEnabled() {
		return this.enabled;
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isRecordKeys() {
		return this.recordKeys;
	}

	public void setRecordKeys(boolean recordKeys) {
		this.recordKeys = recordKeys;
	}

	public boolean isRecordErrorMessages() {
		return this.recordErrorMessages;
	}

	public void setRecordErrorMessages(boolean recordErrorMessages) {
		this.recordErrorMessages = recordErrorMessages;
	}

	public List<String> getExclude() {
		return this.exclude;
	}

	public void setExclude(List<String> exclude) {
		this.exclude = exclude;
	}

}
