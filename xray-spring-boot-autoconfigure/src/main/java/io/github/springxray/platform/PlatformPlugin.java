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

package io.github.springxray.platform;

/**
 * What to look for when it is found out where the application runs.
 */
public enum PlatformPlugin {

	/**
	 * All of them, without a request that would send a token of the application.
	 */
	DETECT,

	/**
	 * Amazon EC2: the instance.
	 */
	EC2,

	/**
	 * Amazon ECS: the container and the log group that it writes to.
	 */
	ECS,

	/**
	 * Amazon EKS: the pod and the container. If it is named, the API of the cluster is
	 * asked for the name of the cluster.
	 */
	EKS,

	/**
	 * AWS Elastic Beanstalk: the environment and the version that is deployed.
	 */
	ELASTIC_BEANSTALK,

	/**
	 * AWS Lambda, which itself records where a function runs.
	 */
	LAMBDA,

	/**
	 * Nothing.
	 */
	NONE

}
