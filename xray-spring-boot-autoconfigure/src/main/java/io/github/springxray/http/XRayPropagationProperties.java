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

package io.github.springxray.http;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the headers in which traces travel.
 */
@ConfigurationProperties("xray.propagation")
public class XRayPropagationProperties {

	/**
	 * Formats that are read from incoming requests. The first one that has a trace wins.
	 */
	private List<PropagationFormat> consume = List.of(PropagationFormat.XRAY, PropagationFormat.W3C);

	/**
	 * Formats that are sent with outgoing requests.
	 */
	private List<PropagationFormat> produce = List.of(PropagationFormat.XRAY);

	public List<PropagationFormat> getConsume() {
		return this.consume;
	}

	public void setConsume(List<PropagationFormat> consume) {
		this.consume = consume;
	}

	public List<PropagationFormat> getProduce() {
		return this.produce;
	}

	public void setProduce(List<PropagationFormat> produce) {
		this.produce = produce;
	}

}
